/**
 * The local HTTP API and the page: one table of endpoints, from which the routes and the OpenAPI document are made.
 *
 * <p>The event loop only moves bytes; every handler runs on a virtual thread. It decides nothing about money: it reads,
 * checks the shape, and asks the room that knows. It listens on loopback only and trusts no name, origin or token that
 * it did not give out.
 */
@NullMarked
package org.pluspeer.node.http;

import org.jspecify.annotations.NullMarked;
