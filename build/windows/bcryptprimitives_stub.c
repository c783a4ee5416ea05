/* Wine-only stand-in for bcryptprimitives.dll (a part of Windows since 7 that Wine 8 lacks): Rust's standard library
   takes its random numbers from ProcessPrng. Here they come from the system's own generator in advapi32.
   NEVER ship it: it goes into the test prefix's system32, not into the product. */
#include <windows.h>
BOOLEAN NTAPI SystemFunction036(PVOID buffer, ULONG length);
__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE data, SIZE_T length)
{
    while (length) {
        ULONG part = length > 0x10000000 ? 0x10000000 : (ULONG)length;
        if (!SystemFunction036(data, part)) return FALSE;
        data += part;
        length -= part;
    }
    return TRUE;
}
