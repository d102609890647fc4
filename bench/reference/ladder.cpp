// The same book in C++: the same layout, records, index, owners' lists, validation, self-trade rule, types and amends as
// src/market/book, for the distance to what the machine can do. Stops, icebergs and halts are asked for and not carried out, as the
// workload has none; hidden lots are read and written wherever ours are.
//
// usage: ladder COMMANDS PREFILL ORDERS REPLAYS; prints CPU nanoseconds of each replay, then lots and the hash of the fills.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <cstring>
#include <vector>

using i32 = int32_t;
using u32 = uint32_t;

namespace {

constexpr i32 LADDER_TICKS = 65536, OWNERS = 32, NOBODY = -1, RECORD_WORDS = 12, SLOT_WORDS = 8, LIST_WORDS = 4;
constexpr i32 CHUNK_WORDS = 32, HAS_TIP = 512, MAY_SHARE = 1024, TERMS_MASK = 511, OWNER_SHIFT = 11, TIP_SHIFT = 2;
constexpr i32 BATCH_COMMANDS = 1024, LOG_RECORDS = 65536, CAUSE = 1;
enum Slot { NEXT, PREV, ORDER, LOTS, PRICE, WHO, SLOT_CAUSE, PLACE };
enum Tip { HIDDEN, DISPLAY };
enum List { HEAD, TAIL, LIST_LOTS, LIST_HIDDEN };
enum Field { KIND, INSTRUMENT, R_ORDER, R_OWNER, R_TERMS, R_PRICE, QUANTITY, RESTING, COUNTER_ORDER, COUNTER_OWNER, R_CAUSE, COUNTER_CAUSE };
enum Kind { ACCEPTED = 1, REJECTED, AMENDED, CANCELLED, FILLED, EXPIRED };
enum Type { LIMIT, MARKET, IOC, FOK, POST_ONLY };
enum Reason { UNKNOWN_ORDER = 1, OUTSIDE_LIMITS = 3, SELF_TRADE = 6, WOULD_CROSS = 7, CANNOT_FILL = 8 };

[[noreturn]] void fail(const char* what) {
  std::fprintf(stderr, "%s\n", what);
  std::exit(1);
}

struct Bitmap {
  std::vector<u32> leaves = std::vector<u32>(LADDER_TICKS / 32), branches = std::vector<u32>(64), roots = std::vector<u32>(2);
  void add(i32 key) {
    u32& leaf = leaves[key >> 5];
    const u32 before = leaf;
    leaf = before | (1u << (key & 31));
    if (before != 0) return;
    u32& branch = branches[key >> 10];
    const u32 branchBefore = branch;
    branch |= 1u << ((key >> 5) & 31);
    if (branchBefore == 0) roots[key >> 15] |= 1u << ((key >> 10) & 31);
  }
  void remove(i32 key) {
    u32& leaf = leaves[key >> 5];
    leaf &= ~(1u << (key & 31));
    if (leaf != 0) return;
    u32& branch = branches[key >> 10];
    branch &= ~(1u << ((key >> 5) & 31));
    if (branch == 0) roots[key >> 15] &= ~(1u << ((key >> 10) & 31));
  }
  i32 from(i32 key) const {
    if (key >= LADDER_TICKS) return LADDER_TICKS;
    i32 leaf = key >> 5;
    u32 bits = leaves[leaf] & (~0u << (key & 31));
    if (bits != 0) return (leaf << 5) + __builtin_ctz(bits);
    bits = branches[leaf >> 5] & above(leaf & 31);
    if (bits == 0) {
      const i32 branch = leaf >> 5;
      i32 root = branch >> 5;
      u32 rootBits = roots[root] & above(branch & 31);
      while (rootBits == 0) {
        if (++root == 2) return LADDER_TICKS;
        rootBits = roots[root];
      }
      const i32 found = (root << 5) + __builtin_ctz(rootBits);
      leaf = (found << 5) + __builtin_ctz(branches[found]);
    } else {
      leaf = ((leaf >> 5) << 5) + __builtin_ctz(bits);
    }
    return (leaf << 5) + __builtin_ctz(leaves[leaf]);
  }
  static u32 above(i32 bit) { return bit == 31 ? 0 : ~0u << (bit + 1); }
};

// Owners' orders by side in chunks with holes, see src/market/book/owner-lists.ts.
struct OwnerLists {
  std::vector<i32> heads, entries;
  i32 freeChunk = 0, unusedChunk = CHUNK_WORDS;
  i32* orders;

  OwnerLists(i32* orders, i32 capacity, i32 lists) : heads(size_t(lists) * LIST_WORDS), orders(orders) {
    const i32 chunks = (4 * capacity + CHUNK_WORDS - 2) / (CHUNK_WORDS - 1) + (lists < capacity ? lists : capacity);
    entries.resize(size_t(1 + chunks) * CHUNK_WORDS);
  }
  void append(i32 list, i32 slot) {
    i32 place = heads[list + TAIL];
    if ((place & (CHUNK_WORDS - 1)) == 0) place = makeRoom(list);
    entries[place] = slot;
    heads[list + TAIL] = place + 1;
    orders[slot + PLACE] = place;
  }
  i32 makeRoom(i32 list) {
    if (freeChunk == 0 && unusedChunk == i32(entries.size()))
      for (i32 each = 0; each < i32(heads.size()); each += LIST_WORDS) compact(each);
    const i32 tail = heads[list + TAIL];
    if ((tail & (CHUNK_WORDS - 1)) != 0) return tail;
    i32 chunk = freeChunk;
    if (chunk != 0) {
      freeChunk = entries[chunk];
      entries[chunk] = 0;
    } else {
      chunk = unusedChunk;
      unusedChunk += CHUNK_WORDS;
    }
    if (tail == 0) heads[list + HEAD] = chunk + 1;
    else entries[tail - CHUNK_WORDS] = chunk;
    return chunk + 1;
  }
  void compact(i32 list) {
    const i32 first = heads[list + HEAD] & -CHUNK_WORDS;
    if (heads[list + HEAD] == 0) return;
    i32 chunk = first, to = first;
    for (i32 from = first; from != 0; from = entries[from])
      for (i32 place = from + 1; place < from + CHUNK_WORDS; place++) {
        const i32 slot = entries[place];
        if (slot == 0) continue;
        if (to + 1 == chunk + CHUNK_WORDS) to = chunk = entries[chunk];
        to++;
        entries[place] = 0;
        entries[to] = slot;
        orders[slot + PLACE] = to;
      }
    i32 next = entries[chunk];
    entries[chunk] = 0;
    heads[list + HEAD] = first + 1;
    heads[list + TAIL] = to + 1;
    if (to == first) {
      heads[list + HEAD] = heads[list + TAIL] = 0;
      giveBack(first);
    }
    while (next != 0) {
      const i32 after = entries[next];
      giveBack(next);
      next = after;
    }
  }
  void giveBack(i32 chunk) {
    entries[chunk] = freeChunk;
    freeChunk = chunk;
  }
};

struct Form {
  i32 order, owner, terms, price, quantity, display, cause;
};

struct Book {
  std::vector<i32> slots, tips, levels, cells, links;
  i32* orders;
  OwnerLists owners;
  Bitmap keys[2];
  i32 best[2] = {LADDER_TICKS, LADDER_TICKS}, bestCauses[2] = {0, 0};
  i32 capacity, freeSlot = 0, unusedSlot = SLOT_WORDS, restingOrders = 0, lastTrade = 0, tradeCause = 0, watch = 0;
  i32 mask, shift;
  int64_t turnover = 0;
  std::vector<i32> log = std::vector<i32>(LOG_RECORDS * RECORD_WORDS);
  i32 length = 0;

  // Slots start at a cache line.
  explicit Book(i32 capacity)
      : slots(size_t(capacity + 2) * SLOT_WORDS + 16),
        orders(reinterpret_cast<i32*>((reinterpret_cast<uintptr_t>(slots.data()) + 63) & ~uintptr_t(63))),
        owners(orders, capacity + 2, (OWNERS + 1) * 2),
        capacity(capacity) {
    tips.resize(size_t(capacity + 2) * 2);
    levels.resize(size_t(2) * LADDER_TICKS * LIST_WORDS);
    shift = 32 - __builtin_clz((capacity * 4 + 2) / 3);
    cells.resize(size_t(1) << shift);
    links.resize(capacity + 2);
    mask = (1 << shift) - 1;
  }

  // ── index ──
  i32 homeOf(i32 order) const { return i32((u32(order) + u32(order >> shift) * 0x9e3779b1u) & u32(mask)); }
  i32 find(i32 order) const {
    i32 entry = cells[homeOf(order)];
    while (entry < 0) {
      if (orders[ORDER - entry] == order) return -entry;
      entry = links[-entry / SLOT_WORDS];
    }
    return entry != 0 && orders[entry + ORDER] == order ? entry : 0;
  }
  void insert(i32 order, i32 slot) {
    i32& cell = cells[homeOf(order)];
    if (cell == 0) {
      cell = slot;
      return;
    }
    if (find(order) != 0) fail("an order rests already");
    orders[slot + WHO] |= MAY_SHARE;
    if (cell > 0) orders[cell + WHO] |= MAY_SHARE;
    links[slot / SLOT_WORDS] = cell;
    cell = -slot;
  }
  void forget(i32 order, i32 slot) {
    i32& cell = cells[homeOf(order)];
    if ((orders[slot + WHO] & MAY_SHARE) == 0 || cell == slot) {
      cell = 0;
      return;
    }
    if (cell == -slot) {
      cell = links[slot / SLOT_WORDS];
      return;
    }
    for (i32 at = cell; at < 0; at = links[-at / SLOT_WORDS]) {
      i32& before = links[-at / SLOT_WORDS];
      if (before != slot && before != -slot) continue;
      before = before == slot ? 0 : links[slot / SLOT_WORDS];
      return;
    }
    fail("an order is not in the index");
  }

  // ── layout ──
  static i32 keyOf(i32 side, i32 ticks) { return (ticks ^ (side - 1)) + (LADDER_TICKS & (side - 1)); }
  static i32 levelOf(i32 side, i32 key) { return (side * LADDER_TICKS + key) * LIST_WORDS; }
  void openLevel(i32 side, i32 key, i32 cause) {
    keys[side].add(key);
    if (key >= best[side]) return;
    best[side] = key;
    bestCauses[side] = cause;
  }
  void closeLevel(i32 side, i32 key, i32 cause) {
    keys[side].remove(key);
    if (key != best[side]) return;
    best[side] = keys[side].from(key);
    bestCauses[side] = cause;
  }
  i32 hiddenOf(i32 slot) const { return (orders[slot + WHO] & HAS_TIP) == 0 ? 0 : tips[(slot >> TIP_SHIFT) + HIDDEN]; }
  static i32 listOf(i32 who) { return ((who >> OWNER_SHIFT) * 2 + (who & 1)) * LIST_WORDS; }
  void enqueue(i32 slot, i32 hidden, i32 cause) {
    i32* o = &orders[slot];
    const i32 side = o[WHO] & 1, key = keyOf(side, o[PRICE]);
    i32* level = &levels[levelOf(side, key)];
    const i32 at = listOf(o[WHO]);
    const int64_t levelLots = int64_t(level[LIST_LOTS]) + o[LOTS], levelHidden = int64_t(level[LIST_HIDDEN]) + hidden;
    const int64_t ownerLots = int64_t(owners.heads[at + LIST_LOTS]) + o[LOTS] + hidden;
    if (levelLots + levelHidden > INT32_MAX || ownerLots > INT32_MAX) fail("too many lots at one price or of one owner");
    insert(o[ORDER], slot);
    const i32 tail = level[TAIL];
    o[NEXT] = 0;
    o[PREV] = tail;
    level[TAIL] = slot;
    level[LIST_LOTS] = i32(levelLots);
    if (hidden != 0) level[LIST_HIDDEN] = i32(levelHidden);
    if (tail == 0) {
      level[HEAD] = slot;
      openLevel(side, key, cause);
    } else {
      orders[tail + NEXT] = slot;
    }
    owners.heads[at + LIST_LOTS] = i32(ownerLots);
    owners.append(at, slot);
    restingOrders++;
  }
  void remove(i32 slot, i32 cause) {
    i32* o = &orders[slot];
    const i32 side = o[WHO] & 1, key = keyOf(side, o[PRICE]), next = o[NEXT], prev = o[PREV], hidden = hiddenOf(slot);
    i32* level = &levels[levelOf(side, key)];
    level[LIST_LOTS] -= o[LOTS];
    if (hidden != 0) level[LIST_HIDDEN] -= hidden;
    (prev == 0 ? level[HEAD] : orders[prev + NEXT]) = next;
    (next == 0 ? level[TAIL] : orders[next + PREV]) = prev;
    if ((prev | next) == 0) closeLevel(side, key, cause);
    release(slot, o[LOTS] + hidden);
  }
  void release(i32 slot, i32 lots) {
    i32* o = &orders[slot];
    owners.heads[listOf(o[WHO]) + LIST_LOTS] -= lots;
    owners.entries[o[PLACE]] = 0;
    forget(o[ORDER], slot);
    o[NEXT] = freeSlot;
    freeSlot = slot;
    restingOrders--;
  }

  // ── records ──
  i32* claim() {
    if (length == i32(log.size())) fail("the log is full");
    i32* record = &log[length];
    length += RECORD_WORDS;
    return record;
  }
  i32* writeForm(const Form& f, i32 kind) {
    i32* r = claim();
    const i32 words[] = {kind, 0, f.order, f.owner, f.terms, f.price, f.quantity, 0, f.display, 0, f.cause, 0};
    std::memcpy(r, words, sizeof words);
    return r;
  }
  i32* writeResting(i32 slot, i32 kind, i32 quantity, i32 resting, i32 cause) {
    const i32* o = &orders[slot];
    i32* r = claim();
    const i32 words[] = {kind, 0, o[ORDER], (o[WHO] >> OWNER_SHIFT) + NOBODY, o[WHO] & TERMS_MASK, o[PRICE], quantity, resting, 0, 0, cause, 0};
    std::memcpy(r, words, sizeof words);
    return r;
  }
  i32* writeFilled(const Form& f, i32 slot, i32 lots, i32 resting) {
    const i32* o = &orders[slot];
    i32* r = claim();
    const i32 words[] = {FILLED, 0, f.order, f.owner, f.terms, o[PRICE], lots, resting, o[ORDER], (o[WHO] >> OWNER_SHIFT) + NOBODY, f.cause, o[SLOT_CAUSE]};
    std::memcpy(r, words, sizeof words);
    return r;
  }

  // ── matching ──
  i32 match(const Form& f, i32 reach) {
    const i32 against = (f.terms & 1) ^ 1;
    const i32 lastKey = reach < LADDER_TICKS ? reach : LADDER_TICKS - 1;
    i32 left = f.quantity;
    while (left > 0 && best[against] <= lastKey) left = matchLevel(f, left, against);
    return left;
  }
  i32 matchLevel(const Form& f, i32 left, i32 against) {
    const i32 key = best[against];
    i32* level = &levels[levelOf(against, key)];
    const i32 self = f.owner == NOBODY ? NOBODY - 1 : f.owner;
    i32 slot = level[HEAD], wanted = left, gone = 0;
    const i32 ticks = orders[slot + PRICE];
    while (wanted > 0 && slot != 0) {
      i32* o = &orders[slot];
      const i32 resting = o[LOTS], hidden = hiddenOf(slot), next = o[NEXT];
      if ((o[WHO] >> OWNER_SHIFT) + NOBODY == self) {
        writeResting(slot, CANCELLED, resting + hidden, 0, f.cause)[COUNTER_ORDER] = SELF_TRADE;
        gone += resting;
        level[LIST_HIDDEN] -= hidden;
      } else {
        const i32 lots = wanted < resting ? wanted : resting;
        writeFilled(f, slot, lots, resting + hidden - lots);
        wanted -= lots;
        gone += lots;
        if (lots < resting || hidden != 0) {
          o[LOTS] = resting - lots;
          owners.heads[listOf(o[WHO]) + LIST_LOTS] -= lots;
          if (lots < resting) break;
          fail("no icebergs here");
        }
      }
      release(slot, resting + hidden);
      slot = next;
    }
    level[HEAD] = slot;
    level[LIST_LOTS] -= gone;
    if (slot == 0) {
      level[TAIL] = 0;
      closeLevel(against, key, f.cause);
    } else {
      orders[slot + PREV] = 0;
    }
    if (wanted < left) {
      lastTrade = ticks;
      turnover += left - wanted;
      tradeCause = f.cause;
      if (watch != 0) fail("no stops here");
    }
    return wanted;
  }
  bool canFillWhole(const Form& f) const {
    const i32 against = (f.terms & 1) ^ 1, reach = keyOf(against, f.price);
    int64_t wanted = f.quantity;
    for (i32 key = best[against]; wanted > 0 && key <= reach && key < LADDER_TICKS; key = keys[against].from(key + 1)) {
      const i32 level = levelOf(against, key);
      wanted -= levels[level + LIST_LOTS] + levels[level + LIST_HIDDEN];
    }
    return wanted <= 0;
  }

  // ── the door ──
  void check(const Form& f) const {
    const i32 type = (f.terms >> 1) & 15;
    if (f.quantity <= 0 || f.order <= 0) fail("an order has a number and at least one lot");
    if (f.owner < NOBODY || f.owner >= OWNERS) fail("there is no such owner");
    if (type > POST_ONLY || f.display != 0) fail("no such type of order");
  }
  i32 reasonToRefuse(const Form& f, i32 type) const {
    if (type == MARKET || type == IOC) return 0;
    if (type == FOK) return canFillWhole(f) ? 0 : CANNOT_FILL;
    if (f.price <= 0 || f.price >= LADDER_TICKS) return OUTSIDE_LIMITS;
    const i32 against = (f.terms & 1) ^ 1;
    return type == POST_ONLY && best[against] < LADDER_TICKS && best[against] <= keyOf(against, f.price) ? WOULD_CROSS : 0;
  }
  void submit(Form& f) {
    check(f);
    const i32 type = (f.terms >> 1) & 15;
    if (type == MARKET) f.price = 0;
    if (watch != 0) fail("no halts here");
    const i32 reason = reasonToRefuse(f, type);
    if (reason != 0) {
      writeForm(f, REJECTED)[COUNTER_ORDER] = reason;
      return;
    }
    enter(f, writeForm(f, ACCEPTED));
  }
  void enter(const Form& f, i32* entered) {
    const i32 type = (f.terms >> 1) & 15;
    const i32 left = match(f, type == MARKET ? LADDER_TICKS : keyOf((f.terms & 1) ^ 1, f.price));
    if (left == 0) return;
    if (type != LIMIT && type != POST_ONLY) {
      writeForm(f, EXPIRED)[QUANTITY] = left;
      return;
    }
    entered[RESTING] = left;
    if (restingOrders >= capacity) fail("the book is full");
    i32 slot = freeSlot;
    if (slot != 0) freeSlot = orders[slot + NEXT];
    else slot = unusedSlot, unusedSlot += SLOT_WORDS;
    i32* o = &orders[slot];
    o[ORDER] = f.order;
    o[PRICE] = f.price;
    o[WHO] = (f.owner - NOBODY) << OWNER_SHIFT | (f.terms & TERMS_MASK);
    o[SLOT_CAUSE] = f.cause;
    o[LOTS] = left;
    if (f.display != 0) fail("no icebergs here");
    enqueue(slot, 0, f.cause);
  }
  void cancel(i32 order, i32 cause) {
    const i32 slot = find(order);
    if (slot == 0) {
      unknown(order, cause);
      return;
    }
    writeResting(slot, CANCELLED, orders[slot + LOTS] + hiddenOf(slot), 0, cause);
    remove(slot, cause);
  }
  void amend(Form& f) {
    const i32 slot = find(f.order);
    if (slot == 0) {
      unknown(f.order, f.cause);
      return;
    }
    i32* o = &orders[slot];
    const i32 resting = o[LOTS] + hiddenOf(slot);
    f.owner = (o[WHO] >> OWNER_SHIFT) + NOBODY;
    f.terms = o[WHO] & TERMS_MASK;
    f.display = (o[WHO] & HAS_TIP) == 0 ? 0 : tips[(slot >> TIP_SHIFT) + DISPLAY];
    check(f);
    if (f.price == o[PRICE] && f.quantity < resting) {
      const i32 off = resting - f.quantity, side = f.terms & 1;
      writeResting(slot, AMENDED, off, f.quantity, f.cause);
      o[LOTS] -= off;
      levels[levelOf(side, keyOf(side, o[PRICE])) + LIST_LOTS] -= off;
      owners.heads[listOf(o[WHO]) + LIST_LOTS] -= off;
      return;
    }
    const i32 reason = reasonToRefuse(f, (f.terms >> 1) & 15);
    if (reason != 0) {
      i32* r = writeForm(f, REJECTED);
      r[COUNTER_ORDER] = reason;
      r[RESTING] = resting;
      return;
    }
    i32* entered = writeForm(f, AMENDED);
    entered[QUANTITY] = 0;
    remove(slot, f.cause);
    enter(f, entered);
  }
  void unknown(i32 order, i32 cause) {
    i32* r = claim();
    std::memset(r, 0, RECORD_WORDS * sizeof(i32));
    r[KIND] = REJECTED;
    r[R_ORDER] = order;
    r[R_OWNER] = NOBODY;
    r[COUNTER_ORDER] = UNKNOWN_ORDER;
    r[R_CAUSE] = cause;
  }
};

struct Totals {
  int64_t lots = 0;
  u32 hash = 0;
  bool hashes = false;
};

u32 foldFill(u32 hash, u32 maker, u32 taker, u32 price, u32 lots) {
  u32 folded = (hash ^ maker) * 0x9e3779b1u;
  folded = (folded ^ taker) * 0x85ebca6bu;
  folded = (folded ^ price) * 0xc2b2ae35u;
  folded = (folded ^ lots) * 0x27d4eb2fu;
  return folded ^ (folded >> 15);
}

void run(Book& book, const std::vector<i32>& words, size_t from, size_t to, Totals& total) {
  Form form{};
  form.cause = CAUSE;
  for (size_t start = from; start < to; start += BATCH_COMMANDS) {
    const size_t end = start + BATCH_COMMANDS < to ? start + BATCH_COMMANDS : to;
    for (size_t at = start * 4; at < end * 4; at += 4) {
      const i32 kind = words[at], id = words[at + 1];
      if (kind == 2) {
        book.cancel(id + 1, CAUSE);
        continue;
      }
      form.order = id + 1;
      form.price = words[at + 2];
      form.quantity = words[at + 3];
      if (kind == 3) {
        book.amend(form);
        continue;
      }
      form.owner = i32((u32(id + 1) * 0x9e3779b1u) >> 28) * 2 + kind;
      form.terms = kind;
      form.display = 0;
      book.submit(form);
    }
    for (i32 at = 0; at < book.length; at += RECORD_WORDS) {
      const i32* r = &book.log[at];
      if (r[KIND] != FILLED) continue;
      total.lots += r[QUANTITY];
      if (total.hashes) total.hash = foldFill(total.hash, u32(r[COUNTER_ORDER] - 1), u32(r[R_ORDER] - 1), u32(r[R_PRICE]), u32(r[QUANTITY]));
    }
    book.length = 0;
  }
}

double cpuNanos() {
  timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return double(t.tv_sec) * 1e9 + double(t.tv_nsec);
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 5) fail("usage: ladder COMMANDS PREFILL ORDERS REPLAYS");
  std::FILE* file = std::fopen(arguments[1], "rb");
  if (file == nullptr) fail("cannot read the commands");
  std::fseek(file, 0, SEEK_END);
  std::vector<i32> words(size_t(std::ftell(file)) / sizeof(i32));
  std::rewind(file);
  if (std::fread(words.data(), sizeof(i32), words.size(), file) != words.size()) fail("cannot read the commands");
  std::fclose(file);
  const size_t prefill = std::strtoul(arguments[2], nullptr, 10), all = words.size() / 4;
  const i32 orders = i32(std::strtol(arguments[3], nullptr, 10));
  for (long replay = std::strtol(arguments[4], nullptr, 10); replay > 0; replay--) {
    Book book(orders);
    Totals total;
    run(book, words, 0, prefill, total);
    const double start = cpuNanos();
    run(book, words, prefill, all, total);
    std::printf("%.1f\n", (cpuNanos() - start) / double(all - prefill));
  }
  Book book(orders);
  Totals total;
  total.hashes = true;
  run(book, words, 0, all, total);
  std::printf("%lld %d\n", static_cast<long long>(total.lots), i32(total.hash));
  return 0;
}
