package io.diglot.nativeprotocol;

import io.diglot.core.convert.Records;
import io.diglot.core.delay.Delays;
import io.diglot.core.group.ClientGroups;
import io.diglot.core.group.Offsets;
import io.diglot.core.group.SubscriptionGroups;
import io.diglot.core.queue.Queues;
import io.diglot.core.topic.AutoCreation;
import io.diglot.core.topic.Topics;

/** What RocketMQ's side needs of the core. */
public record NativePorts(
    Topics topics,
    AutoCreation autoCreation,
    Queues queues,
    Delays delays,
    Records records,
    ClientGroups clientGroups,
    SubscriptionGroups subscriptionGroups,
    Offsets offsets) {}
