"""接送安排: the releases of a month."""
