/* The arithmetic that no implementation of the option choice can do without: per turn and live
 * option a weighted sum of motives, two exponentials (the pull of the option, and how much it
 * answers in kind), one hash and one comparison. No world, no views, no consequences.
 *
 * Usage: option_choice RUNS TURNS OPTIONS; prints the seconds it took and a checksum.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define MOST_OPTIONS 4096

static double rung[MOST_OPTIONS], offensive[MOST_OPTIONS], drone[MOST_OPTIONS];
static double hazard[MOST_OPTIONS], cost[MOST_OPTIONS], recall[MOST_OPTIONS];
static double tempo[MOST_OPTIONS], pull[MOST_OPTIONS], answer[MOST_OPTIONS];
static uint64_t key[MOST_OPTIONS];

static inline uint64_t mix(uint64_t x)
{
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
    return x ^ (x >> 31);
}

/* e**x for |x| < 700, to 1e-9: range reduction and a polynomial of degree 8. */
static inline double exponential(double x)
{
    double k = (x * 1.4426950408889634 + 6755399441055744.0) - 6755399441055744.0;
    double r = x - k * 0.6931471805599453, r2 = r * r;
    double low = (1.0 + r) + r2 * (0.5 + r * (1.0 / 6.0));
    double high = (1.0 / 24 + r * (1.0 / 120)) + r2 * (1.0 / 720 + r * (1.0 / 5040));
    union { uint64_t bits; double value; } power;
    power.bits = (uint64_t)((int64_t)k + 1023) << 52;
    return (low + (r2 * r2) * (high + (r2 * r2) * (1.0 / 40320))) * power.value;
}

static inline double least(double a, double b) { return a < b ? a : b; }
static inline double most(double a, double b) { return a > b ? a : b; }

int main(int argc, char **argv)
{
    if (argc != 4)
        return 2;
    long runs = atol(argv[1]), turns = atol(argv[2]), options = atol(argv[3]);
    if (options < 1 || options > MOST_OPTIONS)
        return 2;
    for (long o = 0; o < options; o++) {
        uint64_t word = mix((uint64_t)o + 1);
        rung[o] = (double)(word % 12) / 11.0;
        offensive[o] = (double)(word >> 8 & 255) / 255.0;
        hazard[o] = (double)(word >> 16 & 255) / 2550.0;
        cost[o] = (double)(word >> 24 & 255) / 10.0;
        drone[o] = (double)(word >> 32 & 1);
        recall[o] = (double)(word >> 33 & 1);
        tempo[o] = (double)(word >> 40 & 255) / 25500.0;
        key[o] = mix(word);
    }
    struct timespec begin, end;
    long rung_bells = 0;
    double state = 0.0;
    clock_gettime(CLOCK_MONOTONIC, &begin);
    for (long run = 0; run < runs; run++) {
        for (long turn = 0; turn < turns; turn++) {
            uint64_t luck = mix((uint64_t)run * 1000 + (uint64_t)turn);
            double total = 1e-9, always = 0.1 * state, stand = 0.2 + 0.1 * state;
            for (long o = 0; o < options; o++) {
                double u = always + 0.7 * rung[o] + 0.3 * offensive[o] - 0.4 * drone[o]
                    - 0.5 * most(0.0, stand - rung[o]) - hazard[o]
                    - least(1.0, cost[o] * 0.01) + 0.2 * recall[o];
                pull[o] = tempo[o] * exponential(least(most(u, -2.5), 2.5));
                answer[o] = pull[o] * exponential(-0.5 * most(rung[o] - stand, stand - rung[o]));
                total += answer[o];
            }
            double share = 0.05 / total;
            long rang = 0;
            for (long o = 0; o < options; o++) {
                double mean = 7.0 * (pull[o] + share * answer[o]);
                double draw = ((double)(mix(luck ^ key[o]) >> 12) + 0.5) * 0x1p-52;
                rang += draw >= 1.0 - mean;
            }
            rung_bells += rang;
            state = 0.9 * state + 0.01 * (double)rang;
        }
    }
    clock_gettime(CLOCK_MONOTONIC, &end);
    double seconds = (double)(end.tv_sec - begin.tv_sec) + 1e-9 * (double)(end.tv_nsec - begin.tv_nsec);
    printf("%.9f %ld\n", seconds, rung_bells);
    return 0;
}
