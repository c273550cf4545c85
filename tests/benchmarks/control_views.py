"""The cells of the notebook in which test_control_speed.py moves controls: three views that show the same figure in the same size."""

EXPLORER = """from dualtrack import load, un_votes
explorer = un_votes(years=(2014, 2021), votes="opposed")
explorer"""

# As a course author would write it, without our table, alt text and line below; the picture isn't cropped, so that it has the same size.
INTERACTIVE = """%matplotlib inline
%config InlineBackend.print_figure_kwargs = {"bbox_inches": None}
import matplotlib.pyplot as plt
from ipywidgets import Dropdown, interactive
from matplotlib.ticker import MaxNLocator, PercentFormatter
from dualtrack.figures.style import STATES, TEXT, styled
from dualtrack.figures.un_votes import LAYOUT

table = load("unga_agreement")
votes = table[(table["votes"] == "opposed") & table["partner"].isin(["Russia", "Ukraine"])]

def draw(first, issue):
    rows = votes[votes["year"].between(first, 2021) & (votes["issue"] == issue)]
    with styled():
        figure, (lines, bars) = plt.subplots(2, 1, sharex=True, gridspec_kw=LAYOUT, figsize=(7.2, 4.0), dpi=110)
        for partner, own in rows.groupby("partner"):
            look, share, few = STATES[partner], own["same"] / own["n"], own["n"] < 10
            lines.plot(own["year"], share, color=look.colour, marker=look.marker, linestyle=look.line, clip_on=False)
            lines.plot(own["year"][few], share[few], color=look.colour, marker=look.marker, linestyle="", markerfacecolor="white", clip_on=False, zorder=3)
            lines.text(1.02, share.iloc[-1], partner, transform=lines.get_yaxis_transform(), color=look.colour, va="center", weight="bold")
        lines.set(ylim=(0, 1), xlim=(first - 0.5, 2021.5))
        lines.yaxis.set_major_formatter(PercentFormatter(1, decimals=0, symbol=" %"))
        lines.xaxis.set_major_locator(MaxNLocator(8, integer=True))
        lines.tick_params(axis="x", labelbottom=False, length=0)
        bars.tick_params(axis="x", length=0, labelcolor=TEXT)
        lines.text(0, 1.13, "Same vote as Belarus", transform=lines.transAxes, weight="bold", size=12, color=TEXT)
        subtitle = f"{issue}, votes where Russia and Ukraine were opposed".removeprefix("all, ")
        lines.text(0, 1.05, subtitle, transform=lines.transAxes, color=TEXT)
        counted = rows.groupby("year")["n"].max()
        top = next(n for n in (10, 20, 50, 100, 150) if n >= counted.max())
        bars.vlines(counted.index, 0, counted, color="#767676", linewidth=6)
        bars.set(ylim=(0, top), yticks=[0, top])
        bars.grid(False)
        bars.set_ylabel("votes", rotation=0, ha="left", va="top")
        bars.yaxis.set_label_coords(1.015, 0.95)
        plt.show()

years, issues = explorer.controls["from"].options, explorer.controls["issue"].options
interactive(draw, first=Dropdown(options=years, value=2014, description="From"), issue=Dropdown(options=issues, description="Issue"))"""

SWAP = """from ipywidgets import HTML, VBox
from dualtrack.figures.accessible import picture
from dualtrack.figures.un_votes import AgreementByYear

figure, pictures = AgreementByYear(table), {}
for issue in ("all", "human rights"):
    figure.show((2014, 2021), votes="opposed", issue=issue)
    pictures[issue] = picture(figure.png(), figure.alt)
control, view = Dropdown(options=pictures, description="Picture"), HTML(pictures["all"])
control.observe(lambda change: setattr(view, "value", change["new"]), "value")
VBox([control, view])"""

VIEWS = {"explorer": EXPLORER, "interactive": INTERACTIVE, "swap": SWAP}
