"""Parts of ``build_register.py``."""
