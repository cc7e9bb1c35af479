"""The verbs, their options and choices in the language of the page; what they are called, the verbs say."""

from service.domain.formats.verb import known_verbs
from service.domain.formats.verb_options import Option
from service.web.shared.languages import in_language


def verb_name(verb: str) -> str:
    """What a verb does, in two or three words."""
    return in_language(known_verbs()[verb].called)


def option_name(option: Option) -> str:
    """What is asked."""
    return in_language(option.words)


def choice_name(option: Option, choice: str) -> str:
    """What can be chosen."""
    return in_language(option.choices[choice])
