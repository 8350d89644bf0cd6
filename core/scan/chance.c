/* SPDX-License-Identifier: MIT */
/* How often bytes stand in English papers, counted in abstracts. */
#include "scan/chance.h"

/* Among 10,000 bytes; of capitals and digits the sum is spread over all of them. */
enum { CAPITAL = 12, DIGIT = 9, OTHER_ASCII = 4, BEYOND_ASCII = 1 };

static const uint16_t often[0x80] = {
    [' '] = 1400, ['e'] = 950, ['t'] = 700, ['a'] = 660, ['i'] = 660, ['n'] = 620,
    ['o'] = 620,  ['s'] = 600, ['r'] = 550, ['l'] = 360, ['c'] = 330, ['d'] = 320,
    ['h'] = 300,  ['m'] = 250, ['u'] = 230, ['p'] = 230, ['f'] = 180, ['g'] = 170,
    ['y'] = 130,  ['w'] = 110, ['b'] = 90,  ['v'] = 90,  [','] = 85,  ['.'] = 80,
    ['-'] = 60,   ['k'] = 50,  ['x'] = 30,  ['q'] = 15,  ['z'] = 15,  ['j'] = 15,
};

static unsigned count_of(unsigned byte)
{
    if (byte >= 0x80)
        return BEYOND_ASCII;
    if (often[byte])
        return often[byte];
    if (byte >= 'A' && byte <= 'Z')
        return CAPITAL;
    return byte >= '0' && byte <= '9' ? DIGIT : OTHER_ASCII;
}

double chance_of(const struct byte_set *set)
{
    unsigned count = 0;

    for (size_t i = 0; i < 4; i++)
        for (uint64_t bits = set->bits[i]; bits; bits &= bits - 1)
            count += count_of((unsigned)(64 * i) + (unsigned)__builtin_ctzll(bits));
    return count < 10000 ? count / 10000.0 : 1.0;
}
