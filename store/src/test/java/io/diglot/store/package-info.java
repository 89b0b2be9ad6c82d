@NullMarked
package io.diglot.store;

import org.jspecify.annotations.NullMarked;
