/** Request codes for committed offsets and the ends of queues. */
@NullMarked
package io.diglot.nativeprotocol.offset;

import org.jspecify.annotations.NullMarked;
