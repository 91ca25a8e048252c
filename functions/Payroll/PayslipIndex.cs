namespace BackOffice.Payroll;

/// <summary>Where the pages of a bundle lie.</summary>
/// <param name="LeavesBegin">The first leaf, in bytes from the beginning of the bundle.</param>
/// <param name="Leaves">In their order.</param>
internal sealed record PayslipIndex(int LeavesBegin, IReadOnlyList<PayslipLeaf> Leaves)
{
    /// <summary>The leaf that has the page of a person; null when none has.</summary>
    public PayslipLeaf? Find(string person) => Leaves.FirstOrDefault(leaf => leaf.Pages.Any(page => page.Person == person));

    /// <summary>Where a leaf begins, from the beginning of the bundle.</summary>
    public long OffsetOf(PayslipLeaf leaf) => LeavesBegin + leaf.Offset;
}

/// <summary>Some pages that are compressed together, and read by one ranged read.</summary>
/// <param name="Offset">Of its first byte, from the first leaf on.</param>
/// <param name="Length">Compressed, in bytes.</param>
/// <param name="Sha256">Of it, compressed.</param>
/// <param name="Pages">In their order.</param>
internal sealed record PayslipLeaf(long Offset, int Length, string Sha256, IReadOnlyList<PayslipPlace> Pages);

/// <summary>Where one person's page lies in its leaf.</summary>
/// <param name="Person">The id, never a name.</param>
/// <param name="Begin">Of its first byte, in the expanded leaf.</param>
/// <param name="Length">Expanded, in bytes.</param>
internal sealed record PayslipPlace(string Person, int Begin, int Length);
