"""Reports: listed, shown, downloaded and judged."""
