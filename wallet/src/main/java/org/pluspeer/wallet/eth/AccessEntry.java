package org.pluspeer.wallet.eth;

import java.util.ArrayList;
import java.util.List;

/** One account of an access list (EIP-2930), and the storage slots of it that a transaction says it will touch. */
public record AccessEntry(Address address, List<Hash32> slots) {
    private static final int FIELDS = 2;

    public AccessEntry {
        slots = List.copyOf(slots);
    }

    static List<Object> encode(List<AccessEntry> list) {
        List<Object> all = new ArrayList<>();
        for (AccessEntry entry : list) {
            List<Object> slots = new ArrayList<>();
            entry.slots().forEach(slot -> slots.add(slot.bytes()));
            all.add(List.of(entry.address().bytes(), slots));
        }
        return all;
    }

    static List<AccessEntry> decode(RlpFields list) {
        List<AccessEntry> all = new ArrayList<>();
        while (list.hasNext()) {
            RlpFields entry = list.list(FIELDS);
            Address address = entry.address();
            RlpFields slots = entry.list();
            List<Hash32> hashes = new ArrayList<>();
            while (slots.hasNext()) {
                hashes.add(Hash32.of(slots.string()));
            }
            all.add(new AccessEntry(address, hashes));
        }
        return List.copyOf(all);
    }
}
