/** Request codes by which consumers pull, and the pulls that wait. */
@NullMarked
package io.diglot.nativeprotocol.pull;

import org.jspecify.annotations.NullMarked;
