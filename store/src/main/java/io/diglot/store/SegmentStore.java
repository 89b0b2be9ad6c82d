package io.diglot.store;

/**
 * Where segments live: create, open, list, delete, take over. The narrow port that a replicated
 * ledger could stand in for.
 */
public interface SegmentStore {}
