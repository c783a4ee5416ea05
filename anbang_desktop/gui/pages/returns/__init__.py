"""扫描件归位: signed papers that were scanned go back to the record they are of."""
