/** Groups, members and committed offsets. */
@NullMarked
package io.diglot.core.group;

import org.jspecify.annotations.NullMarked;
