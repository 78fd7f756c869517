"""A believable city for newcomers: a past drawn from published figures, and a life that goes on."""
