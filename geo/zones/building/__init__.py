"""Derives the zones from open data: land → base points → lines → faces → files.

Only ``geo zones build`` imports this package; it needs the extra ``build``.
"""
