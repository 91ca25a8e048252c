using BackOffice.Approvals.Domain;

namespace BackOffice.Approvals;

/// <summary>An approval with all that happened to it.</summary>
internal sealed record ApprovalFile(ApprovalRow Row, IReadOnlyList<Evidence> Evidence)
{
    public ApprovalCase Case { get; } = Row.ToCase();

    public IReadOnlyList<Decision> Decisions { get; } = [.. Evidence.Select(piece => piece.Decision).OfType<Decision>()];
}
