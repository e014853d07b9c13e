package org.pluspeer.market.wire;

import java.util.List;
import org.pluspeer.market.catalog.Standing;
import org.pluspeer.wallet.eth.MalformedException;

/**
 * What has come to the sender of late, without the listings themselves; answered by a {@link ListingWant} for what the
 * receiver lacks, or acknowledged if it lacks none.
 *
 * @param standings at least one, at most 256
 */
public record ListingNews(List<Standing> standings) implements Message {
    public static final int MAX_STANDINGS = 256;

    /** @throws MalformedException if there are none or too many */
    public ListingNews {
        standings = List.copyOf(standings);
        if (standings.isEmpty() || standings.size() > MAX_STANDINGS) {
            throw new MalformedException("news: " + standings.size() + " standings");
        }
    }

    @Override
    public MessageType type() {
        return MessageType.LISTING_NEWS;
    }

    @Override
    public void writeTo(WireWriter out) {
        out.u16(standings.size());
        standings.forEach(standing -> ListingInventory.write(standing, out));
    }

    static ListingNews read(WireReader in) {
        return new ListingNews(in.list(MAX_STANDINGS, ListingInventory.STANDING_BYTES, ListingInventory::readStanding));
    }
}
