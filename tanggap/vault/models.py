from django.db import models


class Contact(models.Model):
    """How to reach a reporter, sealed (AES-GCM); nobody reads it from a page without a logged reveal.

    sealed: key id, nonce and ciphertext of a JSON object {"name", "email", "phone"}.
    email_index, phone_index: keyed blind indexes (HMAC), to find the same person again.
    """

    sealed = models.BinaryField()
    email_index = models.CharField(max_length=64, blank=True, db_index=True)
    phone_index = models.CharField(max_length=64, blank=True, db_index=True)
    created_at = models.DateTimeField()
