package dev.attune.speech.lm;

/** The context of an n-gram model: an opaque value with equals and hashCode, so that a beam can merge equal contexts. */
public interface LmState {}
