"""What runs the service, out of the lock file and with its hashes, for who lists or checks it."""

from tests.guards.wheel_starts import runtime_lock

if __name__ == "__main__":
    print("\n".join(runtime_lock()))
