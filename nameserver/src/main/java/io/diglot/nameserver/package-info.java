/** Routes and broker liveness. */
@NullMarked
package io.diglot.nameserver;

import org.jspecify.annotations.NullMarked;
