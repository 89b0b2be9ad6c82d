package io.diglot.kafka.api;

import org.apache.kafka.common.protocol.ApiKeys;

/**
 * Who asks, and how.
 *
 * @param api the API
 * @param version the request's version
 * @param clientId the header's client id, empty for none
 * @param connection the connection it came in on
 */
public record RequestContext(ApiKeys api, short version, String clientId, Connection connection) {}
