@NullMarked
package io.diglot.store.index;

import org.jspecify.annotations.NullMarked;
