#!/usr/bin/env python3
"""Draws the icons in src-tauri/icons with ImageMagick: python3 scripts/icons.py

A touchstone (a dark rounded square) with the streak an assayer rubs on it, a
check mark, and a grain of gold.
"""
import pathlib
import subprocess

OUT = pathlib.Path(__file__).resolve().parent.parent / "src-tauri" / "icons"
SIZES = {"32x32": 32, "128x128": 128, "256x256": 256, "icon": 512}
STONE = ["-size", "1024x1024", "gradient:#12798f-#084a59"]
SHAPE = ["-size", "1024x1024", "xc:black", "-fill", "white",
         "-draw", "roundrectangle 64,64 959,959 208,208"]
STREAK = ["-fill", "none", "-stroke", "#f6f4ec", "-strokewidth", "112",
          "-draw", "stroke-linecap round stroke-linejoin round polyline 288,556 448,716 752,328"]
GRAIN = ["-stroke", "none", "-fill", "#e9b949", "-draw", "circle 300,326 300,266"]


def main() -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    for name, size in SIZES.items():
        subprocess.run(
            ["convert", *STONE, *STREAK, *GRAIN, "(", *SHAPE, ")", "-alpha", "off",
             "-compose", "CopyOpacity", "-composite", "-resize", f"{size}x{size}", "-strip",
             f"PNG32:{OUT / name}.png"], check=True)
    small = [str(OUT / f"{name}.png") for name in ("32x32", "128x128", "256x256")]
    subprocess.run(["convert", *small, str(OUT / "icon.ico")], check=True)


main()
