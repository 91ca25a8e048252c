namespace BackOffice.Payroll;

/// <summary>Where the pages of a bundle lie.</summary>
/// <param name="PagesBegin">Of the first page, in bytes from the beginning of the bundle.</param>
/// <param name="Places">In the order of the pages.</param>
internal sealed record PayslipIndex(int PagesBegin, IReadOnlyList<PayslipPlace> Places)
{
    public PayslipPlace? Find(string person) => Places.FirstOrDefault(place => place.Person == person);

    /// <summary>Where the page of a place begins, from the beginning of the bundle.</summary>
    public long OffsetOf(PayslipPlace place) => PagesBegin + place.Offset;
}

/// <summary>Where one person's page lies.</summary>
/// <param name="Person">The id, never a name.</param>
/// <param name="Offset">Of the first byte of the compressed page, from the first page on.</param>
/// <param name="Length">Of the compressed page, in bytes.</param>
/// <param name="Sha256">Of the compressed page.</param>
internal sealed record PayslipPlace(string Person, long Offset, int Length, string Sha256);
