"""Areas and polygons: point to kelurahan, distance to the border, privacy rounding."""
