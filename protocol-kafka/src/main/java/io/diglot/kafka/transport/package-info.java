/** Connections: frames in, requests to their handlers, replies out in order. */
@NullMarked
package io.diglot.kafka.transport;

import org.jspecify.annotations.NullMarked;
