/** Request codes by which consumers live in their groups. */
@NullMarked
package io.diglot.nativeprotocol.consumer;

import org.jspecify.annotations.NullMarked;
