"""What things are: frozen pydantic models and values, without input or output."""
