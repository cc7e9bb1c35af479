"""What the service does by itself, by hand: rounds in which no pause is waited for."""

from service.domain.proof.keys import signer_of
from service.use_cases.jobs.grow_log import GrowLog


def rounds_of(wiring, hands, key, skip_pauses, usually):
    """Do so many rounds, or as many as usual: the log grows, the reconciler looks, all jobs are done."""

    def run(rounds=usually):
        for _ in range(rounds):
            GrowLog(wiring.stores, signer_of(key))()
            skip_pauses()
            wiring.jobs.reconcile()
            hands.do_everything()

    return run
