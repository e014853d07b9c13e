/**
 * JSON at the edge, with its limits, for the HTTP API, the command line, files and the journal's payloads.
 *
 * <p>It knows no message and no route; rooms hand it their records.
 */
@NullMarked
package org.pluspeer.node.json;

import org.jspecify.annotations.NullMarked;
