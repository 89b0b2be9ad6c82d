package io.diglot.compat.peer;

import java.io.Serializable;

/**
 * Where a message went.
 *
 * @param queue partition, or queue id
 * @param offset offset in the queue
 */
public record Stored(int queue, long offset) implements Serializable {}
