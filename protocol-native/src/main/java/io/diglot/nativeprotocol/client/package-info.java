/** The clients that are connected now, and what they said of themselves. */
@NullMarked
package io.diglot.nativeprotocol.client;

import org.jspecify.annotations.NullMarked;
