"""Short samples of calls, made by rule from the collected packages and `data/samples.yml`."""

from generator.samples.attach import with_samples
from generator.samples.book import Mode, SampleBook, sample_book
from generator.samples.make import THEN, make_samples, sample_body, samples_of

__all__ = [
    "THEN",
    "Mode",
    "SampleBook",
    "make_samples",
    "sample_body",
    "sample_book",
    "samples_of",
    "with_samples",
]
