/** Frames, segments, index, recovery and retention; knows no protocol. */
@NullMarked
package io.diglot.store;

import org.jspecify.annotations.NullMarked;
