using BackOffice.Invoicing.Formats;

namespace BackOffice.Invoicing.Rules;

/// <summary>A way down from an element: <c>cac:PaymentTerms/cbc:Note</c>. It leads to every element of these names.</summary>
internal sealed class ElementPath
{
    private readonly ElementName[] steps;

    private ElementPath(ElementName[] steps) => this.steps = steps;

    public static ElementPath Of(string written) => new([.. written.Split('/').Select(ElementName.Of)]);

    /// <summary>The first, in the order of the document; null when there is none.</summary>
    public RawNode? First(RawNode from) => Nth(from, 1);

    public bool IsIn(RawNode from) => First(from) is not null;

    /// <summary>The one that makes it this many; null when there are fewer.</summary>
    public RawNode? Nth(RawNode from, int number) => Find(from, 0, ref number);

    public int Count(RawNode from) => Count(from, 0);

    /// <summary>The text of the first, without blanks around it; nothing when there is none.</summary>
    public string ValueIn(RawNode from) => First(from)?.Value ?? "";

    /// <summary>The figure of the first, or what it counts as when there is none; none when it is no number.</summary>
    public Figure FigureIn(RawNode from, decimal? otherwise = null) => First(from) is { } element ? Figure.Of(element) : new(otherwise);

    /// <summary>One of them says this, to the letter.</summary>
    public bool Says(RawNode from, string value) => Says(from, 0, value);

    public IEnumerable<RawNode> All(RawNode from) => All(from, 0);

    private RawNode? Find(RawNode from, int step, ref int number)
    {
        for (var child = from.FirstChild; child is not null; child = child.NextSibling)
        {
            if (!steps[step].Fits(child))
            {
                continue;
            }

            if (step == steps.Length - 1)
            {
                if (--number == 0)
                {
                    return child;
                }
            }
            else if (Find(child, step + 1, ref number) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private int Count(RawNode from, int step)
    {
        var count = 0;
        for (var child = from.FirstChild; child is not null; child = child.NextSibling)
        {
            if (steps[step].Fits(child))
            {
                count += step == steps.Length - 1 ? 1 : Count(child, step + 1);
            }
        }

        return count;
    }

    private bool Says(RawNode from, int step, string value)
    {
        for (var child = from.FirstChild; child is not null; child = child.NextSibling)
        {
            if (steps[step].Fits(child) && (step == steps.Length - 1 ? child.Text == value : Says(child, step + 1, value)))
            {
                return true;
            }
        }

        return false;
    }

    private IEnumerable<RawNode> All(RawNode from, int step)
    {
        for (var child = from.FirstChild; child is not null; child = child.NextSibling)
        {
            if (!steps[step].Fits(child))
            {
                continue;
            }

            if (step == steps.Length - 1)
            {
                yield return child;
            }
            else
            {
                foreach (var below in All(child, step + 1))
                {
                    yield return below;
                }
            }
        }
    }
}
