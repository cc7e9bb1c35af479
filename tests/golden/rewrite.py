"""Write what the examples give now as what is expected; look at the difference before you commit it."""

from tests.golden.examples import all_examples


def rewrite() -> None:
    for example in all_examples():
        folder = example.folder / "verwacht"
        folder.mkdir(exist_ok=True)
        for former in folder.glob("*.txt"):
            former.unlink()
        for municipality, text in example.produced().items():
            (folder / f"{municipality}.txt").write_text(text, encoding="utf-8")
        print(example)


if __name__ == "__main__":
    rewrite()
