/**
 * Which frames of a segment belong to which queue: in memory while the segment may still change, as
 * an immutable sorted table afterwards. Knows numbers only, neither files nor frames.
 */
@NullMarked
package io.diglot.store.index;

import org.jspecify.annotations.NullMarked;
