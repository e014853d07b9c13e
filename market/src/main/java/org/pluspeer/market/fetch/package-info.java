/**
 * Fetching one content from several sources at once: which run is asked of whom next, who is too slow, who lies and who
 * is gone.
 *
 * <p>{@link org.pluspeer.market.fetch.Fetch} is a state machine: no socket, clock, thread or random source of its own.
 * What happens is told to it with the time, and it answers with what is to be asked. It never sees a byte of the
 * content: whoever drives it checks each run against its root before telling that it arrived. It deliberately has no
 * opinion on what a source may charge.
 */
@NullMarked
package org.pluspeer.market.fetch;

import org.jspecify.annotations.NullMarked;
