/** What the handlers are told at the start. */
@NullMarked
package io.diglot.nativeprotocol.settings;

import org.jspecify.annotations.NullMarked;
