/**
 * The clients under test behind one small interface, in this JVM or, for other releases, in a child
 * JVM.
 */
@NullMarked
package io.diglot.compat.peer;

import org.jspecify.annotations.NullMarked;
