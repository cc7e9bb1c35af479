"""The second, independent count of burden: from the typed export and the produced files alone."""
