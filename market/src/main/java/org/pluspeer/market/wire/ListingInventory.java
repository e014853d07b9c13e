package org.pluspeer.market.wire;

import java.util.List;
import org.pluspeer.market.catalog.Standing;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.MalformedException;

/**
 * Everything that the sender knows of in one stretch of slots, in order: what is missing here, it lacks. The receiver
 * answers with a {@link ListingWant} for what it lacks itself, and puts what the sender lacks.
 *
 * @param after the stretch begins after this slot; the zero slot to begin with
 * @param through and ends with this one
 * @param standings in rising order of their slots, all in the stretch
 */
public record ListingInventory(Hash32 after, Hash32 through, List<Standing> standings) implements Message {
    public static final int MAX_STANDINGS = 4096;

    static final int STANDING_BYTES = 73;

    /** @throws MalformedException if there are too many, or they are out of order */
    public ListingInventory {
        standings = List.copyOf(standings);
        if (standings.size() > MAX_STANDINGS || after.compareTo(through) >= 0) {
            throw new MalformedException("inventory: too many standings, or no stretch");
        }
        Hash32 last = after;
        for (Standing standing : standings) {
            if (standing.slot().compareTo(last) <= 0) {
                throw new MalformedException("inventory: slots out of order");
            }
            last = standing.slot();
        }
        if (last.compareTo(through) > 0) {
            throw new MalformedException("inventory: a slot beyond the stretch");
        }
    }

    @Override
    public MessageType type() {
        return MessageType.LISTING_INVENTORY;
    }

    @Override
    public void writeTo(WireWriter out) {
        out.hash(after).hash(through).u16(standings.size());
        standings.forEach(standing -> write(standing, out));
    }

    static void write(Standing standing, WireWriter out) {
        out.hash(standing.slot())
                .u64(standing.sequence())
                .flag(standing.revoked())
                .hash(standing.digest());
    }

    static Standing readStanding(WireReader in) {
        return new Standing(in.hash(), in.u64(), in.flag(), in.hash());
    }

    static ListingInventory read(WireReader in) {
        return new ListingInventory(
                in.hash(), in.hash(), in.list(MAX_STANDINGS, STANDING_BYTES, ListingInventory::readStanding));
    }
}
