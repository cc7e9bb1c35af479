"""The log of acts and what is proven by it: tree, tiles, signed notes, proofs and packages of evidence."""
