"""The one error that this compiler raises on purpose."""


class Refusal(Exception):
    """Something that will not be compiled, with the reason in one plain sentence."""
