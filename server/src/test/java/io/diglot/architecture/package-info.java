/** The rules on who may know whom, checked on the byte code of all modules. */
@NullMarked
package io.diglot.architecture;

import org.jspecify.annotations.NullMarked;
