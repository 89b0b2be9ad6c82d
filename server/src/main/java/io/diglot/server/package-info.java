/** The composition root: configuration, wiring and main. */
@NullMarked
package io.diglot.server;

import org.jspecify.annotations.NullMarked;
