"""What to write instead, where many faults say it alike."""

from service.domain.wording import Wording

ONE_OF = Wording("Kies één van: {known}.", "Write one of: {known}.")
THERE_ARE = Wording("Er zijn: {known}.", "There are: {known}.")
