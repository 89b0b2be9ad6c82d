/** Topics and the cluster as clients see them: metadata, creation, growth, deletion. */
@NullMarked
package io.diglot.kafka.topic;

import org.jspecify.annotations.NullMarked;
