/** Request codes by which producers send. */
@NullMarked
package io.diglot.nativeprotocol.send;

import org.jspecify.annotations.NullMarked;
