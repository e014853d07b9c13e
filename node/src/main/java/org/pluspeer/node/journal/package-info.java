/**
 * The one place where money state is kept: an append-only journal whose records are on the disk before anybody is told
 * that they are written.
 *
 * <p>Everything else the node knows (database, search index) is rebuilt from it. It does not know what a record means,
 * does not query, and does not forget: there is no compaction. Its file format is described in {@code Format}.
 */
@NullMarked
package org.pluspeer.node.journal;

import org.jspecify.annotations.NullMarked;
